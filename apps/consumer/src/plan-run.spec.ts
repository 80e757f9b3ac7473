import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '@widgets/cli-kit';
import { consumerProgram, type ConsumerConfig } from './options';
import { planRun } from './plan-run';

function configOf(...argv: string[]): ConsumerConfig {
  const commandLine = parseCommandLine(consumerProgram('0'), argv, {});
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
  return commandLine.config;
}

describe('what a run works on', () => {
  test('queue, several buckets and a widget bucket, as named', () => {
    const config = configOf('-rq', 'q', '-rb', 'a', '--request-bucket=b', '-wb=w');
    expect(planRun(config, false)).toEqual({
      source: { kind: 'queue', queue: 'q', requestBuckets: ['a', 'b'] },
      target: { kind: 's3', bucket: 'w', layout: { prefix: 'widgets/', useOwner: true } },
    });
  });

  test('a table, and another layout of keys', () => {
    expect(planRun(configOf('-rq', 'q', '-dwt', 't'), false)).toMatchObject({
      target: { kind: 'dynamodb', table: 't' },
    });
    expect(planRun(configOf('-rq=q', '-wb=w', '-wkp=', '-uop=false'), false)).toMatchObject({
      target: { layout: { prefix: '', useOwner: false } },
    });
  });

  test('on a local cloud, what is not named is its own', () => {
    expect(planRun(configOf(), true)).toEqual({
      source: { kind: 'queue', queue: 'widget-requests', requestBuckets: ['widget-requests'] },
      target: { kind: 's3', bucket: 'widgets-web', layout: { prefix: 'widgets/', useOwner: true } },
    });
    expect(planRun(configOf('-dwt', 't'), true)).toMatchObject({
      source: { queue: 'widget-requests' },
      target: { table: 't' },
    });
  });

  test('a queue alone is read without following pointers anywhere', () => {
    expect(planRun(configOf('-rq', 'q', '-dwt', 't'), true)).toMatchObject({
      source: { kind: 'queue', requestBuckets: [] },
    });
  });

  test('on AWS, all that is not named is told at once', () => {
    expect(planRun(configOf(), false)).toEqual({
      problems: [expect.stringContaining('-rq'), expect.stringContaining('-wb')],
    });
  });

  test('buckets without a queue are polled', () => {
    expect(planRun(configOf('-rb', 'a', '-rb', 'b', '-dwt', 't'), true)).toMatchObject({
      source: { kind: 'buckets', requestBuckets: ['a', 'b'] },
    });
  });

  test('one bucket may hold requests and widgets, as long as the widgets have a prefix', () => {
    expect(planRun(configOf('-rb=b', '-wb=b'), false)).toMatchObject({ source: { requestBuckets: ['b'] } });
    expect(planRun(configOf('-rb=a', '-rb=b', '-wb=b', '-wkp='), false)).toEqual({
      problems: [expect.stringMatching(/bucket b .*-wkp=widgets\//)],
    });
    expect(planRun(configOf('-rb=b', '-wb=c', '-wkp='), false)).toHaveProperty('source');
    expect(planRun(configOf('-rq=q', '-rb=b', '-wb=b', '-wkp='), false)).toHaveProperty('source');
  });
});
