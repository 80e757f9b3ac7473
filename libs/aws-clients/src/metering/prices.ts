/** AWS's public prices for calls, in dollars per million units of what is billed. */
export type PriceTable = {
  readonly region: string;
  /** The month in which the prices were looked up. */
  readonly asOf: string;
  readonly dollarsPerMillion: Readonly<Record<PricedItem, number>>;
};

/** What AWS bills calls as; a call that is none of these is free. */
export type PricedItem = 's3Write' | 's3Read' | 'sqs' | 'sqsFifo' | 'dynamodbWrite' | 'dynamodbRead';

/**
 * The prices of the first tier, without the free million of SQS requests a month, for tables on demand and of the standard
 * class. Storage and traffic are no calls.
 *
 * https://aws.amazon.com/s3/pricing/, https://aws.amazon.com/sqs/pricing/, https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
export const PRICES: PriceTable = {
  region: 'us-east-1',
  asOf: 'November 2025',
  dollarsPerMillion: {
    /** PUT, COPY, POST and LIST: $0.005 per 1,000. */
    s3Write: 5,
    /** GET and all others but DELETE, which is free: $0.0004 per 1,000. */
    s3Read: 0.4,
    /** Per call and 64 KiB of payload. */
    sqs: 0.4,
    sqsFifo: 0.5,
    /** Per write request unit: 1 KB of the item. */
    dynamodbWrite: 0.625,
    /** Per read request unit: 4 KB read consistently. */
    dynamodbRead: 0.125,
  },
};
