import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REFUSED_REASON_ATTRIBUTE } from '@widgets/request-channel';
import { compareWidgets, expectedWidgets, readRequestFolder, validRequests } from '@widgets/verify';
import type { Widget } from '@widgets/widget-model';
import type { Ending } from '@widgets/programs';
import { hasInstructorRequests, INSTRUCTOR_FOLDER as folder } from './instructor-folder';
import {
  depthOf,
  keysOf,
  logOf,
  receiveFrom,
  startLocalPipeline,
  type LocalPipeline,
} from './local-pipeline';
import { WIDGET_STORES } from './widget-stores';

/** An empty file, the type "bad", and a create without owner. */
const BAD_KEYS = ['1612306374392', '1612306375135', '1612306375892'];
/** Deleted before the last update of it comes. */
const DELETED_WIDGET = '6984abeb-5b24-42eb-93cc-3a5bef6b4b8a';

(hasInstructorRequests() ? describe : describe.skip).each(WIDGET_STORES)(
  "the instructor's requests, into $store",
  (at) => {
    const { optionsFor, placeOf, read } = at;
    let pipeline: LocalPipeline;
    let consumer: Ending;
    let widgets: Map<string, Widget>;

    const consume = () =>
      pipeline.run(
        'consumer',
        '-rb=widget-requests',
        '-rq=widget-requests',
        ...optionsFor('widgets'),
        '-qwt=1',
        '--stop-when-empty',
      );
    const replay = () =>
      pipeline.run('producer', '-rb=widget-requests', '-rq=widget-requests', '-ird=0', '--replay', folder);

    beforeAll(async () => {
      pipeline = await startLocalPipeline();
      await replay();
      consumer = await consume();
      widgets = await read(pipeline, 'widgets');
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
      expect(compareWidgets(widgets, await read(pipeline, 'widgets'))).toEqual([]);
    });
  },
);
