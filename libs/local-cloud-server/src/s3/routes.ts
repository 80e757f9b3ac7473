import { copyObject } from './actions/copy-object';
import { createBucket } from './actions/create-bucket';
import { deleteBucket } from './actions/delete-bucket';
import { deleteBucketLifecycle } from './actions/delete-bucket-lifecycle';
import { deleteObject } from './actions/delete-object';
import { deleteObjects } from './actions/delete-objects';
import { getBucketLifecycle } from './actions/get-bucket-lifecycle';
import { getBucketLocation } from './actions/get-bucket-location';
import { getObject } from './actions/get-object';
import { headBucket } from './actions/head-bucket';
import { headObject } from './actions/head-object';
import { listBuckets } from './actions/list-buckets';
import { listObjects } from './actions/list-objects';
import { listObjectsV2 } from './actions/list-objects-v2';
import { putBucketLifecycle } from './actions/put-bucket-lifecycle';
import { putObject } from './actions/put-object';
import type { Address } from './address';
import { S3Error } from './errors';
import type { S3Action, S3Request } from './s3-request';

export const ACTIONS = {
  CopyObject: copyObject,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteBucketLifecycle: deleteBucketLifecycle,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLifecycleConfiguration: getBucketLifecycle,
  GetBucketLocation: getBucketLocation,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  PutBucketLifecycleConfiguration: putBucketLifecycle,
  PutObject: putObject,
} satisfies Record<string, S3Action>;

export type S3ActionName = keyof typeof ACTIONS;

/** Parameters that select another action than the method alone, none of which exist here. */
const OTHER_ACTIONS = new Set(
  (
    'abac,accelerate,acl,analytics,attributes,cors,encryption,intelligent-tiering,inventory,legal-hold,logging,' +
    'metadataConfiguration,metadataTable,metrics,notification,object-lock,ownershipControls,partNumber,policy,' +
    'policyStatus,publicAccessBlock,replication,requestPayment,restore,retention,select,session,tagging,torrent,' +
    'uploadId,uploads,versionId,versioning,versions,website'
  ).split(','),
);

/** @throws S3Error NotImplemented, MethodNotAllowed */
export function routeS3(method: string, address: Address, request: S3Request): S3ActionName {
  for (const parameter of request.query.keys()) {
    if (OTHER_ACTIONS.has(parameter)) throw new S3Error('NotImplemented', { Parameter: parameter });
  }
  const action =
    address.bucket === undefined
      ? serviceAction(method)
      : address.key === undefined
        ? bucketAction(method, request)
        : objectAction(method, request);
  if (!action) throw new S3Error('MethodNotAllowed', { Method: method });
  return action;
}

const serviceAction = (method: string): S3ActionName | undefined =>
  method === 'GET' ? 'ListBuckets' : undefined;

const LIFECYCLE_ACTIONS: ReadonlyMap<string, S3ActionName> = new Map([
  ['GET', 'GetBucketLifecycleConfiguration'],
  ['PUT', 'PutBucketLifecycleConfiguration'],
  ['DELETE', 'DeleteBucketLifecycle'],
]);

function bucketAction(method: string, { query }: S3Request): S3ActionName | undefined {
  if (query.has('lifecycle')) return LIFECYCLE_ACTIONS.get(method);
  switch (method) {
    case 'PUT':
      return 'CreateBucket';
    case 'HEAD':
      return 'HeadBucket';
    case 'DELETE':
      return 'DeleteBucket';
    case 'POST':
      return query.has('delete') ? 'DeleteObjects' : undefined;
    case 'GET':
      if (query.has('location')) return 'GetBucketLocation';
      return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    default:
      return undefined;
  }
}

function objectAction(method: string, request: S3Request): S3ActionName | undefined {
  switch (method) {
    case 'PUT':
      return request.header('x-amz-copy-source') === undefined ? 'PutObject' : 'CopyObject';
    case 'GET':
      return 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'DELETE':
      return 'DeleteObject';
    default:
      return undefined;
  }
}
