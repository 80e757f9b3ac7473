import { expect, test } from '@jest/globals';
import { createScreen } from './screen';
import { fakeHost } from './testing/fake-host';
import { linesOnTerminal } from './testing/lines-on-terminal';

const terminalHost = (columns = 80) => {
  const host = fakeHost([]);
  const seen: string[] = [];
  const terminal = {
    ...host.stderr,
    isTTY: true,
    columns,
    write: (text: string, done?: () => void) => {
      seen.push(text);
      done?.();
    },
  };
  const screen = createScreen({ ...host, stdout: terminal, stderr: terminal });
  return {
    ...screen,
    exits: host.exits,
    lines: () => linesOnTerminal(seen.join('')),
    raw: () => seen.join(''),
  };
};

test('lines of both outputs appear above the bar, which stays the last one', () => {
  const { host, startProgress, lines } = terminalHost();
  host.stdout.write('to a bucket\n');
  const bar = startProgress?.(100);
  bar?.update(50, '50 requests');
  host.stderr.write('a log line that is longer than the bar was so far, and then some more of it\n');
  host.stdout.write('one\ntwo\n');
  expect(lines().slice(0, 4)).toEqual([
    'to a bucket',
    'a log line that is longer than the bar was so far, and then some more of it',
    'one',
    'two',
  ]);
  expect(lines()[4]).toMatch(/^█{12}░{12} 50% {2}50 requests$/);
  expect(lines()).toHaveLength(5);
  bar?.stop();
  host.stdout.write('summary\n');
  expect(lines()).toEqual([...lines().slice(0, 4), 'summary', '']);
});

test('without a total there is the text alone, cut at the edge of the terminal', () => {
  const { startProgress, host, lines } = terminalHost(20);
  const bar = startProgress?.(undefined);
  bar?.update(7, '7 requests done, 3 a second');
  host.stderr.write('x\n');
  expect(lines()).toEqual(['x', '7 requests done, 3 a']);
  bar?.stop();
});

test('an exit in the middle takes the bar away, and leaves no mode of the terminal changed', () => {
  const { startProgress, host, lines, raw, exits } = terminalHost();
  startProgress?.(10);
  host.exit(130);
  expect(exits).toEqual([130]);
  expect(lines()).toEqual(['']);
  expect(raw()).not.toContain('\u001b[?');
});

test('where stderr is no terminal there is no bar, and outputs are as they were', () => {
  const host = fakeHost([]);
  const screen = createScreen(host);
  screen.host.stdout.write('x\n');
  expect(screen.startProgress).toBeUndefined();
  expect(host.stdout.text).toBe('x\n');
});

test('what goes to a file or pipe beside the terminal is written there alone', () => {
  const host = fakeHost([]);
  const seen: string[] = [];
  const stderr = { ...host.stderr, isTTY: true, write: (text: string) => seen.push(text) };
  const screen = createScreen({ ...host, stderr });
  const bar = screen.startProgress?.(undefined);
  screen.host.stdout.write('x\n');
  expect(host.stdout.text).toBe('x\n');
  expect(linesOnTerminal(seen.join(''))).toEqual(['']);
  bar?.stop();
});
