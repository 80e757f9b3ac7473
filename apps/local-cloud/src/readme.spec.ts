import { expect, test } from '@jest/globals';
import { renderHelp } from '@widgets/cli-kit';
import { readFile } from 'node:fs/promises';
import { localCloudProgram } from './options';

test('the README lists the options as --help does', async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, options] = /\n(Cloud:\n[^]*?)\n\nRun:\n/.exec(renderHelp(localCloudProgram('0'))) ?? [];
  expect(readme).toContain(`\`\`\`text\n${options}\n\`\`\``);
});
