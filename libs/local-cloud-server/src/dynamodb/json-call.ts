import type { DynamoCall } from './shield';

export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonAnswer = { status: number; body: JsonObject };

/** dynalite looks for these, and checks nothing in them. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20250101T000000Z',
};

/** A call of the server's own, without HTTP: `callJson(dynamo, 'GetItem', { TableName: … })`. */
export async function callJson(dynamo: DynamoCall, action: string, params: JsonObject): Promise<JsonAnswer> {
  const { status, body } = await dynamo({
    headers: {
      ...SIGNED,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${action}`,
    },
    body: Buffer.from(JSON.stringify(params)),
  });
  return { status, body: parseJsonObject(body) ?? {} };
}

/** undefined for anything but a JSON object. */
export function parseJsonObject(text: Buffer | string | undefined): JsonObject | undefined {
  try {
    return asJsonObject(JSON.parse(String(text)));
  } catch {
    return undefined;
  }
}

export function asJsonObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
