import { loadConfig } from '@smithy/core/config';

/**
 * The endpoint that the environment or `profile` configures for a service, by the precedence of
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html.
 *
 * The SDK does the same by itself, but with the profile of AWS_PROFILE, whatever profile the client was given.
 */
export const configuredEndpoint = async (serviceId: string, profile: string): Promise<string | undefined> => {
  const isIgnored = await load(ignoreSelectors, profile);
  if (isIgnored === 'true') return undefined;
  return load(endpointSelectors(serviceId), profile);
};

type Section = Readonly<Record<string, string | undefined>>;

type Selectors = {
  readonly environmentVariableSelector: (env: Section) => string | undefined;
  readonly configFileSelector: (
    profile: Section,
    file?: Readonly<Record<string, Section>>,
  ) => string | undefined;
};

// The loader takes undefined for "not here, look at the next source", and a default only from a function.
const load = (selectors: Selectors, profile: string): Promise<string | undefined> =>
  loadConfig<string | undefined>({ ...selectors, default: () => Promise.resolve(undefined) }, { profile })();

const ignoreSelectors: Selectors = {
  environmentVariableSelector: (env) => env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase(),
  configFileSelector: (profile) => profile['ignore_configured_endpoint_urls']?.toLowerCase(),
};

const endpointSelectors = (serviceId: string): Selectors => ({
  environmentVariableSelector: (env) =>
    env[`AWS_ENDPOINT_URL_${serviceId.toUpperCase()}`] || env['AWS_ENDPOINT_URL'] || undefined,
  configFileSelector: (profile, file) => {
    const services = profile['services'];
    const section = services === undefined ? undefined : file?.[`services.${services}`];
    return section?.[`${serviceId.toLowerCase()}.endpoint_url`] || profile['endpoint_url'] || undefined;
  },
});
