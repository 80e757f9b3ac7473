import { booleanOption, choiceOption, textOption, type Config } from './option';
import type { OptionProblem } from './program';

/** Where widgets lie in a bucket unless told otherwise. */
type Layout = { readonly prefix: string; readonly useOwner: boolean };

/** Where widgets are kept, in the words of the course's Java and Python consumers. */
export const widgetTargetOptions = (group: string, { prefix, useOwner }: Layout) => ({
  widgetBucket: textOption({
    flags: '-wb, --widget-bucket',
    group,
    placeholder: 'BUCKET',
    description: 'S3 bucket that holds the widgets',
  }),
  widgetTable: textOption({
    flags: '-dwt, --dynamodb-widget-table',
    group,
    placeholder: 'TABLE',
    description: 'DynamoDB table that holds the widgets, instead of a bucket',
  }),
  destination: textOption({
    flags: '--request-destination',
    group,
    placeholder: 'NAME',
    description: 'the same in other words: a bucket or a table, as --storage-strategy says',
  }),
  storageStrategy: choiceOption({
    flags: '--storage-strategy',
    group,
    values: ['s3', 'dynamodb'],
    description: 'what --request-destination names',
  }),
  widgetKeyPrefix: textOption({
    flags: '-wkp, --widget-key-prefix',
    group,
    placeholder: 'PREFIX',
    allowEmpty: true,
    default: prefix,
    description: 'what the keys of widgets begin with, in a bucket',
  }),
  useOwnerInPrefix: booleanOption({
    flags: '-uop, --use-owner-in-prefix',
    group,
    default: useOwner,
    description: 'give each owner a folder of its own, in a bucket',
  }),
});

type WidgetTargetOptions = ReturnType<typeof widgetTargetOptions>;
type TargetConfig = Config<WidgetTargetOptions>;
type Problem = OptionProblem<WidgetTargetOptions>;

/** What in the options about the target contradicts itself, each with the fix. */
export function checkWidgetTarget(config: TargetConfig): Problem[] {
  return [...tooMany(config), ...halfNamed(config)];
}

/** The bucket or table that is named, by either set of words. Undefined when none is. */
export function namedWidgetTarget({
  widgetBucket,
  widgetTable,
  destination,
  storageStrategy,
}: TargetConfig): { readonly kind: 's3' | 'dynamodb'; readonly name: string } | undefined {
  if (widgetBucket !== undefined) return { kind: 's3', name: widgetBucket };
  if (widgetTable !== undefined) return { kind: 'dynamodb', name: widgetTable };
  if (destination === undefined || storageStrategy === undefined) return undefined;
  return { kind: storageStrategy, name: destination };
}

function tooMany({ widgetBucket, widgetTable, destination }: TargetConfig): Problem[] {
  const named = [
    ...(widgetBucket === undefined ? [] : [['widgetBucket', '-wb'] as const]),
    ...(widgetTable === undefined ? [] : [['widgetTable', '-dwt'] as const]),
    ...(destination === undefined ? [] : [['destination', '--request-destination'] as const]),
  ];
  if (named.length < 2) return [];
  const flags = named.map(([, flag]) => flag).join(' and ');
  return [
    {
      about: named.map(([key]) => key),
      message: `${flags} exclude each other: give the one where the widgets are to go`,
    },
  ];
}

function halfNamed({ storageStrategy, destination }: TargetConfig): Problem[] {
  const about = ['storageStrategy', 'destination'] as const;
  if (storageStrategy !== undefined && destination === undefined) {
    const kind = storageStrategy === 's3' ? 'bucket' : 'table';
    return [
      {
        about,
        message: `--storage-strategy ${storageStrategy} does not say which ${kind}: name it with --request-destination`,
      },
    ];
  }
  if (storageStrategy === undefined && destination !== undefined) {
    return [
      {
        about,
        message: `--request-destination ${destination} may be a bucket or a table: add --storage-strategy s3 or --storage-strategy dynamodb`,
      },
    ];
  }
  return [];
}
