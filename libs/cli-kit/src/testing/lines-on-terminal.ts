/** The sequences that move the cursor within its line or erase; any other shows as text, where a test sees it. */
const PARTS = /\p{Cc}\[(?:1G|[02]K|0J)|\n|\P{Cc}+/gu;

/** What a terminal shows after this was written to it; the last line is the one with the cursor. */
export const linesOnTerminal = (written: string): string[] => {
  const lines = [''];
  let column = 0;
  for (const [part] of written.matchAll(PARTS)) {
    const at = lines.length - 1;
    const line = lines[at] ?? '';
    if (part === '\n') lines.push('');
    else if (part === '\u001b[2K') lines[at] = '';
    else if (part === '\u001b[0K' || part === '\u001b[0J') lines[at] = line.slice(0, column);
    else if (!part.startsWith('\u001b'))
      lines[at] = line.slice(0, column) + part + line.slice(column + part.length);
    column =
      part === '\n' || part === '\u001b[1G' ? 0 : part.startsWith('\u001b') ? column : column + part.length;
  }
  return lines;
};
