import { invalidParameter, SqsError } from './errors';

/** The members of a request's JSON object, nothing known about them yet. */
export type Params = Readonly<Record<string, unknown>>;

/** @throws SqsError SerializationException */
export function parseParams(body: Buffer): Params {
  if (body.length === 0) return {};
  try {
    return asObject(JSON.parse(body.toString('utf8')), 'The request');
  } catch (error) {
    throw error instanceof SqsError
      ? error
      : new SqsError('SerializationException', 'The request is not JSON.');
  }
}

/** @throws SqsError MissingParameter, SerializationException */
export function requiredString(params: Params, name: string): string {
  const value = optionalString(params, name);
  if (value === undefined || value === '') {
    throw new SqsError('MissingParameter', `The request must contain the parameter ${name}.`);
  }
  return value;
}

export function optionalString(params: Params, name: string): string | undefined {
  const value = params[name];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'string') throw notOfType(name, 'a string');
  return value;
}

/** @throws SqsError InvalidParameterValue outside the range, SerializationException */
export function optionalInteger(
  params: Params,
  name: string,
  [min, max]: readonly [number, number],
): number | undefined {
  const value = params[name];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw notOfType(name, 'an integer');
  if (value < min || value > max) {
    throw invalidParameter(name, value, `Must be between ${min} and ${max}, if provided.`);
  }
  return value;
}

export function stringList(params: Params, name: string): string[] {
  return listOf(params, name).map((item) => {
    if (typeof item !== 'string') throw notOfType(name, 'a list of strings');
    return item;
  });
}

export function objectList(params: Params, name: string): Params[] {
  return listOf(params, name).map((item) => asObject(item, name));
}

/** A JSON object whose values are strings. */
export function stringMap(params: Params, name: string): Map<string, string> {
  return new Map(
    [...objectMap(params, name)].map(([key, value]) => {
      if (typeof value !== 'string') throw notOfType(name, 'an object of strings');
      return [key, value];
    }),
  );
}

/** A JSON object by its members; the names come from strangers, so it becomes a Map. */
export function objectMap(params: Params, name: string): Map<string, unknown> {
  const value = params[name];
  return new Map<string, unknown>(isAbsent(value) ? [] : Object.entries(asObject(value, name)));
}

export function asObject(value: unknown, name: string): Params {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notOfType(name, 'an object');
  return value as Params;
}

function listOf(params: Params, name: string): unknown[] {
  const value = params[name];
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) throw notOfType(name, 'a list');
  return value;
}

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

const notOfType = (name: string, type: string): SqsError =>
  new SqsError('SerializationException', `${name} must be ${type}.`);
