import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createLogger, type LogSettings } from './logger';
import { UserError } from './user-error';

const folder = mkdtempSync(join(tmpdir(), 'logger-'));
afterAll(() => rmSync(folder, { recursive: true }));

const logTo = (settings: Partial<LogSettings>, isTTY = false) => {
  const lines: string[] = [];
  const stderr = { isTTY, write: (text: string) => lines.push(text) };
  const all: LogSettings = { logLevel: 'info', logFile: undefined, logFormat: 'auto', ...settings };
  return { log: createLogger('consumer', all, stderr), lines };
};

const HOSTILE = 'a\u001b[31m\u009bb\u202e\u007f\nc';

test('elsewhere than on a terminal each entry is a line of JSON', () => {
  const { log, lines } = logTo({});
  log.info({ widgetId: 'w1', count: 3 }, 'applied');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    program: 'consumer',
    widgetId: 'w1',
    count: 3,
    msg: 'applied',
  });
});

test('on a terminal each entry is a line for people', () => {
  const { log, lines } = logTo({}, true);
  log.warn(
    { widgetId: 'w1', note: 'two words', count: 3, list: [1], error: new Error('boom') },
    'is missing',
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} WARN {2}is missing {2}widgetId=w1 note="two words" count=3 list=\[1\] error=boom\n$/,
  );
});

test('the format can be forced', () => {
  const json = logTo({ logFormat: 'json' }, true);
  json.log.info({}, 'x');
  expect(json.lines[0]).toMatch(/^\{/);
  const text = logTo({ logFormat: 'text' });
  text.log.info({}, 'x');
  expect(text.lines[0]).toMatch(/^\d\d:/);
});

test.each(['text', 'json'] as const)('control characters are escaped in %s', (logFormat) => {
  const { log, lines } = logTo({ logFormat });
  log.info({ [HOSTILE]: HOSTILE, deep: { [HOSTILE]: [HOSTILE] } }, HOSTILE);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\u202e]/u);
  if (logFormat === 'json')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: HOSTILE, [HOSTILE]: HOSTILE });
});

test('entries below the level are not written', () => {
  const { log, lines } = logTo({ logLevel: 'warn' });
  log.debug({}, 'x');
  log.info({}, 'x');
  log.warn({}, 'x');
  log.error({}, 'x');
  expect(lines).toHaveLength(2);
});

test('with a file, all goes there and only warnings and errors to stderr', () => {
  const logFile = join(folder, 'run.log');
  const { log, lines } = logTo({ logFile, logLevel: 'debug' });
  log.debug({}, 'one');
  log.warn({}, 'two');
  expect(lines).toHaveLength(1);
  const written = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  expect(written.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['one', 'two']);
});

test('a file gets every entry unless a level is given, and stderr does not', () => {
  const logFile = join(folder, 'all.log');
  const { log } = logTo({ logFile, logLevel: undefined });
  log.debug({}, 'one');
  expect(readFileSync(logFile, 'utf8')).toContain('one');
  const { log: toStderr, lines } = logTo({ logLevel: undefined });
  toStderr.debug({}, 'one');
  expect(lines).toEqual([]);
});

test('a file that cannot be opened is told to the user', () => {
  expect(() => logTo({ logFile: join(folder, 'no', 'such', 'folder') })).toThrow(UserError);
});
