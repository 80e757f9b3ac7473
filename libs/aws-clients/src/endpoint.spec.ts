import { expect, test } from '@jest/globals';
import { describeEndpoint } from './endpoint';

test.each([
  ['http://127.0.0.1:4566', true, false],
  ['http://127.8.9.1/base', true, false],
  ['http://localhost:80', true, false],
  ['http://[::1]:4566', true, false],
  ['http://127.0.0.1.example.com', false, false],
  ['https://minio.example.com', false, false],
  ['https://amazonaws.com.example.com', false, false],
  ['https://s3.us-east-1.amazonaws.com', false, true],
  ['https://sqs.cn-north-1.amazonaws.com.cn', false, true],
  ['https://dynamodb.us-east-1.api.aws', false, true],
])('%s: loopback %s, AWS %s', (address, isLoopback, isAws) => {
  expect(describeEndpoint(address)).toMatchObject({ isLoopback, isAws });
});
