import { z } from 'zod';
import { storedWidgetSchema } from './widget';
import { widgetRequestSchema } from './widget-request';

/** JSON Schema (2020-12) of a widget request on the wire. */
export const widgetRequestJsonSchema = (): object => z.toJSONSchema(widgetRequestSchema, { io: 'input' });

/** JSON Schema (2020-12) of a widget's body in S3. */
export const storedWidgetJsonSchema = (): object => z.toJSONSchema(storedWidgetSchema, { io: 'input' });
