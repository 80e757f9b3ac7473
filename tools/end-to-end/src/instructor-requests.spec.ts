import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REFUSED_REASON_ATTRIBUTE } from '@widgets/request-channel';
import {
  compareWidgets,
  expectedWidgets,
  readBucketWidgets,
  readRequestFolder,
  readTableWidgets,
  validRequests,
} from '@widgets/verify';
import { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey, type Widget } from '@widgets/widget-model';
import type { Ending } from '@widgets/programs';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  depthOf,
  keysOf,
  logOf,
  receiveFrom,
  startLocalPipeline,
  type LocalPipeline,
} from './local-pipeline';

/** The folder of the requests that the instructor published, one a file; they are not part of this repository. */
const VARIABLE = 'WIDGET_INSTRUCTOR_REQUESTS';
const folder = resolve(
  import.meta.dirname,
  '../../..',
  process.env[VARIABLE] ?? '../shared/instructor-requests',
);
const isThere = existsSync(folder);
if (!isThere) {
  process.stderr.write(
    `SKIPPED: the instructor's requests are not at ${folder}; set ${VARIABLE} to their folder to test with them\n`,
  );
}

/** An empty file, the type "bad", and a create without owner. */
const BAD_KEYS = ['1612306374392', '1612306375135', '1612306375892'];
/** Deleted before the last update of it comes. */
const DELETED_WIDGET = '6984abeb-5b24-42eb-93cc-3a5bef6b4b8a';

const STORES = [
  {
    store: 'S3',
    options: ['-wb', 'widgets-web'],
    placeOf: (widget: { owner: string; widgetId: string }) => widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, widget),
    read: ({ s3 }: LocalPipeline) => readBucketWidgets(s3, 'widgets-web', ''),
  },
  {
    store: 'DynamoDB',
    options: ['-dwt', 'widgets'],
    placeOf: ({ widgetId }: { widgetId: string }) => widgetId,
    read: ({ dynamodb }: LocalPipeline) => readTableWidgets(dynamodb, 'widgets', 'id'),
  },
] as const;

(isThere ? describe : describe.skip).each(STORES)("the instructor's requests, into $store", (at) => {
  const { options, placeOf, read } = at;
  let pipeline: LocalPipeline;
  let consumer: Ending;
  let widgets: Map<string, Widget>;

  const consume = () =>
    pipeline.run(
      'consumer',
      '-rb=widget-requests',
      '-rq=widget-requests',
      ...options,
      '-qwt=1',
      '--stop-when-empty',
    );
  const replay = () =>
    pipeline.run('producer', '-rb=widget-requests', '-rq=widget-requests', '-ird=0', '--replay', folder);

  beforeAll(async () => {
    pipeline = await startLocalPipeline();
    await replay();
    consumer = await consume();
    widgets = await read(pipeline);
  });
  afterAll(() => pipeline.close());

  test('leave twelve widgets, each exactly right', async () => {
    const requests = await validRequests(readRequestFolder(folder));
    expect(requests).toHaveLength(32);
    const expected = expectedWidgets(requests, placeOf);
    expect(expected.size).toBe(12);
    expect(compareWidgets(expected, widgets)).toEqual([]);
  });

  test('among them one whose label an update emptied, and one that was updated four times', () => {
    const byId = new Map([...widgets.values()].map((widget) => [widget.widgetId, widget]));
    const emptied = byId.get('ad0bb9e1-28e9-46e0-ad08-8192f4d3b6c6');
    expect(emptied).toMatchObject({ owner: 'John Jones', label: null, description: 'QQGRLNZY' });
    expect(emptied?.otherAttributes.get('height')).toBe('955');
    expect(emptied?.otherAttributes.get('width')).toBe('699');
    const updated = byId.get('3750be35-9074-4879-bb43-759d38263868');
    expect(updated).toMatchObject({ owner: 'Henry Hops', label: 'MI', description: 'MBBIBR' });
    expect(updated?.otherAttributes.get('color')).toBe('blue');
    expect(updated?.otherAttributes.get('size')).toBe('314');
  });

  test('leave the three bad ones in the dead-letter queue, each with its reason, their objects in the bucket', async () => {
    const dead = await receiveFrom(pipeline, 'widget-requests-dlq');
    const reasons = new Map(
      dead.map(({ Body = '', MessageAttributes }) => [
        BAD_KEYS.find((key) => Body.includes(key)),
        MessageAttributes?.[REFUSED_REASON_ATTRIBUTE]?.StringValue,
      ]),
    );
    expect(reasons).toEqual(
      new Map<string, unknown>([
        ['1612306374392', 'the request is empty'],
        ['1612306375135', expect.stringContaining('type must be create, update or delete')],
        ['1612306375892', 'owner is required and must be a string'],
      ]),
    );
    expect(await keysOf(pipeline, 'widget-requests')).toEqual(BAD_KEYS);
  });

  test('leave the queue empty', async () => {
    expect(await depthOf(pipeline, 'widget-requests')).toEqual({ visible: 0, other: 0 });
  });

  test('get a warning for the update of a widget deleted before', () => {
    const warnings = logOf(consumer).filter(({ msg }) => msg === 'no widget to change');
    expect(warnings).toEqual([
      expect.objectContaining({ level: 'warn', type: 'update', widgetId: DELETED_WIDGET }),
    ]);
  });

  test('are told by type and outcome in the summary', () => {
    expect(consumer.stdout).toMatch(/create +17 applied/);
    expect(consumer.stdout).toMatch(/update +9 applied, 1 without a widget to change/);
    expect(consumer.stdout).toMatch(/delete +5 applied/);
    expect(consumer.stdout).toMatch(/unreadable +3 refused/);
  });

  test('replayed under the same keys change nothing', async () => {
    const { stdout } = await replay();
    expect(stdout).toContain('replaying it again changes nothing');
    await consume();
    expect(compareWidgets(widgets, await read(pipeline))).toEqual([]);
  });
});
