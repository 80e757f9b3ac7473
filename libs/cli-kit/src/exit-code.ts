/** 0: ended as asked. 1: could not go on. 2: wrong usage. 130: a second signal. */
export type ExitCode = 0 | 1 | 2 | 130;
