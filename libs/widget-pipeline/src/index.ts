export { createConcurrencyLimit, type ConcurrencyLimit } from './concurrency-limit';
export { CannotContinue } from './errors';
export { createLanes, type Lanes } from './lanes';
export { OUTCOME_KINDS, type Outcome, type OutcomeKind, type RetryWhen } from './outcome';
export type {
  ApplyContext,
  Clock,
  Delivery,
  Log,
  LogFields,
  ReadItem,
  RequestObjects,
  RequestOrigin,
  RequestSource,
  Sleep,
  Unavailable,
  WidgetStore,
} from './ports';
export type { PipelineOptions } from './run';
export { runPipeline } from './run-pipeline';
export { createSlots, type Slots } from './slots';
export { createTally, type LiveTally, type TalliedType, type Tally } from './tally';
