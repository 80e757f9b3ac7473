/** The contract's rules for the end state, by the names that verdicts tell. Each stands in docs/verify.md with these words. */
export const RULES = {
  'create-stores-all': 'A create stores the widget with all the data of the request, `""` as it is.',
  'create-overwrites-own': "A create with another `requestId` overwrites the owner's widget.",
  'create-again-changes-nothing': 'The very same create again changes nothing.',
  'create-other-owner-changes-nothing': "A create changes nothing about another owner's widget.",
  'update-sets-what-it-names': 'An update gives each property that it names the value that it names.',
  'update-keeps-what-it-does-not-name':
    'An update keeps every property that it does not name, or names with null.',
  'empty-string-removes':
    '`""` in an update sets `label` or `description` to null and removes another attribute.',
  'owner-never-changes': "A widget's `owner` never changes.",
  'widget-id-never-changes': "A widget's `widgetId` never changes.",
  'request-id-never-changes': "A widget's `requestId` stays that of its create.",
  'update-missing-changes-nothing': 'An update of a widget that does not exist makes none.',
  'update-other-owner-changes-nothing': "An update changes nothing about another owner's widget.",
  'delete-removes': "A delete leaves no widget of its owner's.",
  'delete-other-owner-changes-nothing': "A delete leaves another owner's widget where it is.",
  'order-of-stamps': 'Requests count in the order of their stamps, however late or often they come.',
  'invalid-changes-nothing': 'An invalid request changes nothing.',
  'only-what-was-asked': 'There are no widgets and no properties that no request asked for.',
  'widget-key': 'A widget lies at its key: prefix, owner and id in a bucket, the id in a table.',
  'widget-body':
    'In a bucket a widget is JSON of content type `application/json`, `otherAttributes` an array of `{name, value}`.',
  'null-as-stored': '"No value" is JSON null in a bucket, and no attribute in a table.',
  'values-are-text': 'Values are text, as in the request: no numbers, no booleans, no sets.',
  'attributes-of-their-own':
    'In a table each other attribute is an attribute of its own, never in a map or list.',
} as const satisfies Readonly<Record<string, string>>;

export type Rule = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as readonly Rule[];
