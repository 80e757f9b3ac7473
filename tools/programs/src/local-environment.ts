type Environment = Readonly<Record<string, string | undefined>>;

/** Set for a program that is to use a local cloud. The credentials are dummies: nothing there checks them. */
const localSettings = (url: string): Environment => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  // A shared configuration file may say otherwise.
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
});

/** Would win over those settings, or lead a part of the calls elsewhere. */
const RIVALS = [
  /^AWS_ENDPOINT_URL_\w+$/,
  /^AWS_(?:PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT)$/,
  /^WIDGET_(?:ENDPOINT_URL|PROFILE|REGION)$/,
];

const isRival = (name: string): boolean => RIVALS.some((rival) => rival.test(name));

/** An environment in which every AWS SDK talks to the local cloud at `url`, and to nothing else. */
export function localEnvironment(url: string, environment: Environment): Environment {
  const kept = Object.entries(environment).filter(([name]) => !isRival(name));
  return { ...Object.fromEntries(kept), ...localSettings(url) };
}
