import { base, en, Faker } from '@faker-js/faker';

const OWNERS = ['Mary Matthews', 'John Jones', 'Sue Smith', 'Henry Hops'] as const;
const COLORS = ['red', 'orange', 'yellow', 'green', 'blue', 'pink'] as const;

const MAX_LABEL = 9;
const MAX_DESCRIPTION = 99;
const NOTE_WORDS = { min: 3, max: 50 };
const FRACTION_STEPS = 2 ** 30;

/** What generated requests are made of: the owners, attributes and ranges of the courses' producer, in real words. */
export type Vocabulary = ReturnType<typeof createVocabulary>;

/** @param seed whole number; the same seed draws the same words and numbers on every machine */
export function createVocabulary(seed: number) {
  const faker = new Faker({ locale: [en, base], seed });
  const fraction = (): number => faker.number.int({ min: 0, max: FRACTION_STEPS - 1 }) / FRACTION_STEPS;
  const capitals = (words: string, longest: number): string =>
    words
      .toUpperCase()
      .replace(/[^A-Z ]/g, '')
      .slice(0, longest)
      .trim();
  const centimetres = (): string => String(faker.number.int({ min: 1, max: 1000 }));
  const unit = (): string => 'cm';
  const attributes = {
    color: () => faker.helpers.arrayElement(COLORS),
    size: centimetres,
    'size-unit': unit,
    height: centimetres,
    'height-unit': unit,
    width: centimetres,
    'width-unit': unit,
    length: centimetres,
    'length-unit': unit,
    rating: () => String(faker.number.float({ min: 0, max: 5, fractionDigits: 6 })),
    price: () => faker.number.float({ min: 0.01, max: 99.99, fractionDigits: 2 }).toFixed(2),
    quantity: () => String(faker.number.int({ min: 1, max: 999 })),
    vendor: () => faker.company.name(),
    note: () => faker.word.words({ count: NOTE_WORDS }),
  } as const satisfies Record<string, () => string>;

  return {
    uuid: () => faker.string.uuid(),
    owner: () => faker.helpers.arrayElement(OWNERS),
    label: () => capitals(faker.word.noun(), MAX_LABEL),
    description: () => capitals(faker.word.words({ count: { min: 1, max: 14 } }), MAX_DESCRIPTION),
    /** The names of all other attributes with what draws a value for each. */
    attributes: Object.entries(attributes) as readonly (readonly [string, () => string])[],
    /** 0 ≤ x < 1 */
    fraction,
    /** True this often, of 1. */
    chance: (probability: number) => fraction() < probability,
    /** A whole number from 0 up to, not including, `end`. */
    below: (end: number) => faker.number.int({ min: 0, max: end - 1 }),
  };
}
