import { z } from 'zod';
import type { WidgetOrder } from './widget-order';

/** A widget as the stores keep it. `null` is "set to null": JSON null in S3, no attribute in DynamoDB. */
export type Widget = {
  readonly widgetId: string;
  readonly owner: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly otherAttributes: ReadonlyMap<string, string>;
  /** Of the request that created it; `undefined` when another program stored the widget without one. */
  readonly requestId: string | undefined;
  /** `undefined` when another program stored it, or with `--ordering off`. */
  readonly order: WidgetOrder | undefined;
};

/** The JSON body of a widget in S3. Fields that it does not name are other programs' and are kept. */
export const storedWidgetSchema = z
  .looseObject({
    widgetId: z.string(),
    owner: z.string(),
    label: z.string().nullish(),
    description: z.string().nullish(),
    otherAttributes: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
    requestId: z.string().nullish(),
  })
  .describe('A widget as it is stored in S3.');
