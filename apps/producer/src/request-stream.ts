import { generateRequests } from '@widgets/widget-model';
import { requestLimit, type ProducerConfig } from './options';
import { outgoingRequest, type Outgoing } from './outgoing';
import { findReplay, replay } from './replay';

/** What a run sends, and a sentence about it. */
export type RequestStream = {
  readonly requests: AsyncIterable<Outgoing> | Iterable<Outgoing>;
  readonly about: string;
};

/** The requests that the options ask for, as many as they ask for. Throws `UserError` when there is nothing to replay. */
export async function openRequests(config: ProducerConfig, nextKey: () => string): Promise<RequestStream> {
  const limit = requestLimit(config);
  if (config.replay === undefined) {
    const seed = config.seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    return { requests: generated({ seed, mix: config.mix, limit, nextKey }), about: `seed ${seed}` };
  }
  const source = await findReplay(config.replay);
  const { newKeys } = config;
  return {
    requests: first(limit, replay(source, { nextKey, newKeys })),
    about:
      source.kind === 'folder' && !newKeys
        ? `replay of ${source.path} under its file names: replaying it again changes nothing`
        : `replay of ${source.path} under new keys`,
  };
}

type Generating = { seed: number; mix: ProducerConfig['mix']; limit: number; nextKey: () => string };

function* generated({ seed, mix, limit, nextKey }: Generating): Generator<Outgoing> {
  const requests = generateRequests(seed, mix);
  for (let made = 0; made < limit; made += 1) yield outgoingRequest(requests.next().value, nextKey());
}

async function* first<T>(limit: number, all: AsyncIterable<T>): AsyncGenerator<T> {
  let passed = 0;
  for await (const one of all) {
    if (passed >= limit) return;
    passed += 1;
    yield one;
  }
}
