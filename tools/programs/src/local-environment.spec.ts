import { expect, test } from '@jest/globals';
import { localEnvironment } from './local-environment';

test('every SDK is led to the local cloud, whatever the shell says', () => {
  const shell = {
    PATH: '/bin',
    AWS_PROFILE: 'work',
    AWS_SESSION_TOKEN: 'real',
    AWS_ACCESS_KEY_ID: 'real',
    AWS_ENDPOINT_URL: 'https://elsewhere.example',
    AWS_ENDPOINT_URL_SQS: 'https://elsewhere.example',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    WIDGET_ENDPOINT_URL: 'https://elsewhere.example',
    WIDGET_PROFILE: 'work',
    AWS_USE_FIPS_ENDPOINT: 'true',
  };
  expect(localEnvironment('http://127.0.0.1:1', shell)).toEqual({
    PATH: '/bin',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  });
});
