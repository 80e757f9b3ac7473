/** Breaks text at spaces into lines of at most `width` characters; a longer word stands alone. */
export const wrapText = (text: string, width: number): readonly string[] => wrapParts(text.split(' '), width);

/** Breaks a shell command before options and `&&` into lines that a shell reads as one command. */
export const wrapCommand = (command: string, width: number): readonly string[] =>
  wrapParts(command.split(/ (?=-|&&)/), width).map((line, index, lines) =>
    index < lines.length - 1 ? `${line} \\` : line,
  );

const wrapParts = (parts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && line.length + 1 + part.length > width) {
      lines.push(line);
      line = part;
    } else {
      line = line === '' ? part : `${line} ${part}`;
    }
  }
  return [...lines, line];
};
