// dynalite has no types. Its types are declared beside this file, so that every project that imports this library
// finds them: an ambient `declare module` would be seen by this project alone.
export { default as createDynaliteServer } from 'dynalite';
