import type { Expiration } from '@widgets/aws-clients';
import { REJECTED_PREFIX } from '@widgets/request-channel';
import type { Finding } from './finding';
import { days } from './judge-queue';

const DAY_SECONDS = 24 * 60 * 60;

export type ExpirationFacts = {
  readonly bucket: string;
  readonly expirations: readonly Expiration[];
  /** What the keys of widgets begin with: they may lie in the same bucket. */
  readonly widgetPrefix: string;
  /** How long a message may still point to an object, in the queue and then as a dead letter; `undefined` when polled. */
  readonly pointedToSeconds: number | undefined;
};

/**
 * Whether the bucket keeps each request for as long as a message can point to it. A message that is refused is sent anew to
 * the dead letters, where its time begins again.
 */
export function judgeExpirations(facts: ExpirationFacts): readonly Finding[] {
  const about = `request bucket ${facts.bucket}`;
  const rules = facts.expirations.filter((expiration) => concernsRequests(expiration, facts.widgetPrefix));
  if (rules.length === 0) return [{ severity: 'ok', about, what: 'no lifecycle rule deletes requests' }];
  return rules.map((rule) => judgeRule(rule, facts, about));
}

/** Requests bear no tags, and lie neither under `rejected/` nor where the widgets are. */
function concernsRequests({ prefix, isTagged }: Expiration, widgetPrefix: string): boolean {
  const isOfWidgets = widgetPrefix !== '' && prefix.startsWith(widgetPrefix);
  return !isTagged && !prefix.startsWith(REJECTED_PREFIX) && !isOfWidgets;
}

function judgeRule(
  { rule, days: age }: Expiration,
  { bucket, pointedToSeconds }: ExpirationFacts,
  about: string,
): Finding {
  if (age === 'on a date') {
    return {
      severity: 'warn',
      about,
      what: `lifecycle rule ${rule} deletes its objects on a date, requests that nobody has applied among them`,
      fix: replaceRule(bucket, Math.ceil((pointedToSeconds ?? 0) / DAY_SECONDS) + 1),
    };
  }
  if (pointedToSeconds === undefined)
    return {
      severity: 'ok',
      about,
      what: `lifecycle rule ${rule} deletes requests that nobody has applied for ${days(age * DAY_SECONDS)}`,
    };
  if (age * DAY_SECONDS > pointedToSeconds)
    return {
      severity: 'ok',
      about,
      what: `lifecycle rule ${rule} keeps requests for ${days(age * DAY_SECONDS)}, longer than messages point to them (${days(pointedToSeconds)})`,
    };
  return {
    severity: 'warn',
    about,
    what: `lifecycle rule ${rule} deletes requests after ${days(age * DAY_SECONDS)}, while messages may point to them for ${days(pointedToSeconds)}, the retention of the queue and then of its dead letters: such requests count as finished, and are lost`,
    fix: replaceRule(bucket, Math.ceil(pointedToSeconds / DAY_SECONDS) + 1),
  };
}

/** The command replaces all rules of a bucket. */
const replaceRule = (bucket: string, expireAfterDays: number): string =>
  `let the rule wait for ${expireAfterDays} days: aws s3api get-bucket-lifecycle-configuration --bucket ${bucket} > rules.json, change Days there, then aws s3api put-bucket-lifecycle-configuration --bucket ${bucket} --lifecycle-configuration file://rules.json`;
