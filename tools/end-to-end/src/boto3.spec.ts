import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readBucketWidgets, readTableWidgets } from '@widgets/verify';
import type { Widget } from '@widgets/widget-model';
import { startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { pythonHas, runPython } from './python';

type Report = {
  objects: Record<
    string,
    { widgetId: string; owner: string; otherAttributes: { name: string; value: string }[] }
  >;
  items: Record<string, string>[];
};

(pythonHas('boto3') ? describe : describe.skip)('boto3, with only an endpoint and dummy credentials,', () => {
  let pipeline: LocalPipeline;
  let report: Report;
  let inBucket: Map<string, Widget>;
  let inTable: Map<string, Widget>;

  beforeAll(async () => {
    pipeline = await startLocalPipeline();
    for (const target of [['-wb=widgets-web'], ['-dwt=widgets']]) {
      await pipeline.run('producer', '-rq=requests', '-mwr=60', '-ird=0', '--seed=5');
      await pipeline.run('consumer', '-rq=requests', ...target, '--max-requests=60', '-qwt=1');
    }
    inBucket = await readBucketWidgets(pipeline.s3, 'widgets-web', '');
    inTable = await readTableWidgets(pipeline.dynamodb, 'widgets', 'id');
    report = JSON.parse(
      runPython(pipeline, 'tools/end-to-end/python/read_widgets.py', 'widgets-web', 'widgets'),
    ) as Report;
  });
  afterAll(() => pipeline.close());

  test('lists and reads the widgets in a bucket', () => {
    expect(inBucket.size).toBeGreaterThan(10);
    expect(Object.keys(report.objects).sort()).toEqual([...inBucket.keys()].sort());
    for (const [key, widget] of inBucket) {
      expect(report.objects[key]).toMatchObject({
        widgetId: widget.widgetId,
        owner: widget.owner,
        label: widget.label,
        description: widget.description,
        otherAttributes: Array.from(widget.otherAttributes, ([name, value]) => ({ name, value })),
      });
    }
  });

  test('scans the widgets in a table, each attribute an attribute of its own', () => {
    expect(report.items).toHaveLength(inTable.size);
    for (const item of report.items) {
      const widget = inTable.get(item['id'] ?? '');
      const { owner, label, description, requestId } = widget!;
      const own = Object.entries({ id: widget!.widgetId, owner, label, description, requestId });
      const there = own.filter(([, value]) => value !== null);
      expect(item).toEqual(Object.fromEntries([...there, ...widget!.otherAttributes]));
    }
  });

  test('makes, lists and empties buckets and queues, makes, scans and drops tables', () => {
    expect(report).toMatchObject({
      bucket: { left: 0, listed: true },
      queue: {
        body: 'hello',
        counts: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' },
        listed: true,
      },
      table: { scanned: 1, listed: false },
    });
  });
});
