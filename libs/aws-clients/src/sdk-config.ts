import { configuredEndpoint } from './configured-endpoint';
import { SERVICE_IDS, type PerService, type ServiceName } from './service';

/** What decides where calls go, as the user gave it; what is undefined is left to the SDK. */
export type Target = {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpointUrl?: string | undefined;
};

/** The part of an SDK client's configuration that follows from the target. */
export type TargetConfig = {
  readonly profile?: string;
  readonly endpoint?: string;
  readonly ignoreConfiguredEndpointUrls?: boolean;
};

export const targetConfigs = async (target: Target): Promise<PerService<TargetConfig>> => ({
  s3: await targetConfig(target, 's3'),
  sqs: await targetConfig(target, 'sqs'),
  dynamodb: await targetConfig(target, 'dynamodb'),
});

const targetConfig = async (
  { profile, endpointUrl }: Target,
  service: ServiceName,
): Promise<TargetConfig> => {
  const chosenProfile = profile === undefined ? {} : { profile };
  if (endpointUrl !== undefined) return { ...chosenProfile, endpoint: endpointUrl };
  if (profile === undefined) return {};
  const endpoint = await configuredEndpoint(SERVICE_IDS[service], profile);
  return { profile, ignoreConfiguredEndpointUrls: true, ...(endpoint === undefined ? {} : { endpoint }) };
};
