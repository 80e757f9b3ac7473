/** Sockets for long polls and acknowledgements, besides one for each message in hand. */
const SPARE_SOCKETS = 16;

/** How many connections to each service a run needs. */
export const socketsFor = (concurrency: number): number => concurrency + SPARE_SOCKETS;
