import { describe, expect, test } from '@jest/globals';
import type { RequestSigner } from '@smithy/types';
import { rememberedSigner, userAgentText } from './trim-client';

describe('a signer', () => {
  const signer: RequestSigner = { sign: (request) => Promise.resolve(request) };
  const scheme = (signingRegion: string) => ({
    name: 'sigv4',
    signingName: 'sqs',
    signingRegion,
    properties: {},
  });

  test('is made once for each way of signing', async () => {
    const made: unknown[] = [];
    const make = rememberedSigner((authScheme) => {
      made.push(authScheme?.signingRegion);
      return Promise.resolve({ ...signer });
    });
    const [first, again, other] = await Promise.all(['a', 'a', 'b'].map((region) => make(scheme(region))));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    await make();
    expect(made).toEqual(['a', 'b', undefined]);
  });

  test('that could not be made is tried again', async () => {
    const results = [Promise.reject(new Error('no region')), Promise.resolve(signer)];
    const make = rememberedSigner(() => results.shift() ?? Promise.resolve(signer));
    await expect(make()).rejects.toThrow('no region');
    await expect(make()).resolves.toBe(signer);
  });
});

test('a user agent is told in the SDK’s own form, without what no header may carry', () => {
  expect(userAgentText([['aws-sdk-js', '3.1'], ['os/linux', '6 (x)'], ['lang/js']])).toBe(
    'aws-sdk-js/3.1 os/linux#6--x- lang/js',
  );
});
