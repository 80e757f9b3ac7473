import preset from '../../jest.preset.mjs';

/** Whole programs, several in a row. */
export default { ...preset, testTimeout: 180_000 };
