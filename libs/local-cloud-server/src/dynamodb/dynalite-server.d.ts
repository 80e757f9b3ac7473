import type { EventEmitter } from 'node:events';

export type DynaliteOptions = {
  /** How long tables stay in CREATING, DELETING and UPDATING, in milliseconds. */
  createTableMs?: number;
  deleteTableMs?: number;
  updateTableMs?: number;
};

/** An HTTP server that does not listen until told to; its event `request` is the way in. */
export declare function createDynaliteServer(options?: DynaliteOptions): EventEmitter;
