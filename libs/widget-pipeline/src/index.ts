export { CannotContinue } from './errors';
export { createLanes, type Lanes } from './lanes';
export { OUTCOME_KINDS, type Outcome, type OutcomeKind } from './outcome';
export type {
  ApplyContext,
  Clock,
  Delivery,
  Log,
  LogFields,
  ReadItem,
  RequestOrigin,
  RequestSource,
  Sleep,
  WidgetStore,
} from './ports';
export type { PipelineOptions } from './run';
export { runPipeline } from './run-pipeline';
export { createSlots, type Slots } from './slots';
export { createTally, type LiveTally, type TalliedType, type Tally } from './tally';
