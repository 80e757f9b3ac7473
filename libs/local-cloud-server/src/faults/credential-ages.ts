import { type Call, headerOf } from '../http/call';

/** Remembers when each access key was first used. */
export class CredentialAges {
  readonly #firstUseMs = new Map<string, number>();

  /** In milliseconds, from the first call that was signed with the key of this one. */
  ageMs(call: Pick<Call, 'headers'>, nowMs: number): number {
    const key = accessKeyId(call);
    const firstUseMs = this.#firstUseMs.get(key) ?? nowMs;
    this.#firstUseMs.set(key, firstUseMs);
    return nowMs - firstUseMs;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html */
const accessKeyId = (call: Pick<Call, 'headers'>): string =>
  /Credential=([^/,\s]*)\//.exec(headerOf(call, 'authorization') ?? '')?.[1] ?? '';
