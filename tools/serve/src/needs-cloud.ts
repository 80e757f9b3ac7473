const TEXTS = ['--help', '-h', '--version', '--options-table', '--dry-run', '--dry-run=true'];

/** Whether a command line of the producer or the consumer calls a cloud. */
export const needsCloud = (args: readonly string[]): boolean => !args.some((arg) => TEXTS.includes(arg));
