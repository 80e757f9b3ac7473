import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3ServiceException,
  type DeleteObjectCommandInput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { patched, widgetKey, type Change, type Widget, type WidgetKeyLayout } from '@widgets/widget-model';
import { CannotContinue } from '@widgets/widget-pipeline';
import { StoreRefuses } from '../errors';
import { conflictIn, writtenIn, type StoredWidget, type WidgetBackend } from '../widget-backend';
import { decodeWidget, encodeWidget, type RawBody } from './widget-body';

/** An object's ETag, and what was in it. */
type Version = {
  readonly etag: string;
  readonly stored?: { readonly widget: Widget; readonly raw: RawBody };
};

export type S3WidgetsOptions = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly layout: WidgetKeyLayout;
};

/** Widgets as JSON objects in a bucket. Every write is conditional: on absence, or on the ETag that was read. */
export function s3Widgets(options: S3WidgetsOptions): WidgetBackend<Version> {
  const { s3, bucket, layout } = options;
  return {
    patchesUnread: false,

    async read(identity, abortSignal) {
      const input = { Bucket: bucket, Key: keyOf(layout, identity) };
      try {
        const { Body, ETag } = await s3.send(new GetObjectCommand(input), { abortSignal });
        const bytes = required(await Body?.transformToByteArray());
        return storedWidget(bytes, { widgetId: identity.widgetId, etag: required(ETag) });
      } catch (error) {
        if (codeOf(error) === 'NoSuchKey') return undefined;
        throw translated(error, bucket);
      }
    },

    async write(change, seen, abortSignal) {
      try {
        const { $metadata } = await (change.kind === 'remove'
          ? s3.send(new DeleteObjectCommand(removal(options, change, seen)), { abortSignal })
          : s3.send(new PutObjectCommand(writing(options, change, seen)), { abortSignal }));
        return writtenIn($metadata.attempts);
      } catch (error) {
        if (isConditionFailed(error)) return conflictIn(error.$metadata.attempts);
        throw translated(error, bucket);
      }
    },
  };
}

function writing(
  { bucket, layout }: S3WidgetsOptions,
  change: Exclude<Change, { kind: 'remove' }>,
  seen: Version | undefined,
): PutObjectCommandInput {
  const put = (widget: Widget, condition: { IfNoneMatch: '*' } | { IfMatch: string }, kept?: RawBody) => ({
    Bucket: bucket,
    Key: keyOf(layout, widget),
    Body: encodeWidget(widget, kept),
    ContentType: 'application/json',
    ...condition,
  });
  switch (change.kind) {
    case 'insert':
      return put(change.widget, { IfNoneMatch: '*' });
    case 'replace':
      return put(change.widget, { IfMatch: required(seen).etag });
    case 'patch-unread':
      throw new TypeError('S3 patches only what was read');
    case 'patch-read': {
      const { widget, raw } = required(seen?.stored);
      return put(patched(widget, change), { IfMatch: required(seen).etag }, raw);
    }
  }
}

const removal = (
  { bucket, layout }: S3WidgetsOptions,
  change: Change & { kind: 'remove' },
  seen: Version | undefined,
): DeleteObjectCommandInput => ({
  Bucket: bucket,
  Key: keyOf(layout, change),
  IfMatch: required(seen).etag,
});

/** Of a conditional write: the object is not as it was, was written at the same moment, or is gone. */
const CONDITION_FAILED = new Set([
  'PreconditionFailed',
  'ConditionalRequestConflict',
  'NoSuchKey',
  'NotFound',
]);

/** S3's limit for a key, in bytes; it keeps clear of what else a URL that is too long runs into. */
const MAX_KEY_BYTES = 1024;

/** The key of a widget. Throws `StoreRefuses` when S3 can have none of that length. */
function keyOf(layout: WidgetKeyLayout, widget: Pick<Widget, 'owner' | 'widgetId'>): string {
  const key = widgetKey(layout, widget);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new StoreRefuses(ID_TOO_LONG);
  return key;
}

const ID_TOO_LONG = 'the widget id is too long for an S3 key';

const isConditionFailed = (error: unknown): error is S3ServiceException =>
  CONDITION_FAILED.has(codeOf(error));

function storedWidget(
  bytes: Uint8Array,
  { widgetId, etag }: { widgetId: string; etag: string },
): StoredWidget<Version> {
  const decoded = decodeWidget(bytes);
  if (!decoded.ok) return { kind: 'unreadable', reason: decoded.reason, version: { etag } };
  const { widget } = decoded.value;
  // Written back, a copy of another widget would go to that widget's own key, where the ETag may be the same.
  return widget.widgetId === widgetId
    ? { kind: 'widget', widget, version: { etag, stored: decoded.value } }
    : { kind: 'unreadable', reason: `it is the body of widget ${widget.widgetId}`, version: { etag } };
}

const codeOf = (error: unknown): string => (error instanceof S3ServiceException ? error.name : '');

function translated(error: unknown, bucket: string): unknown {
  const code = codeOf(error);
  if (code === 'KeyTooLongError') return new StoreRefuses(ID_TOO_LONG, { cause: error });
  if (code !== 'NoSuchBucket') return error;
  return new CannotContinue(`The widget bucket ${bucket} is gone. Make it again: aws s3 mb s3://${bucket}`, {
    cause: error,
  });
}

function required<T>(value: T | undefined): T {
  if (value === undefined)
    throw new TypeError(
      'S3 left out what its API promises, or a change came without the version it was planned on',
    );
  return value;
}
