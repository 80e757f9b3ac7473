import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';

export const DEFAULT_REGION = 'us-east-1';

/** The region of AWS_REGION or of the profile; undefined when neither names one. */
export const configuredRegion = (profile: string | undefined): Promise<string | undefined> => {
  const { environmentVariableSelector, configFileSelector } = NODE_REGION_CONFIG_OPTIONS;
  return loadConfig<string | undefined>(
    { environmentVariableSelector, configFileSelector, default: () => Promise.resolve(undefined) },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile === undefined ? {} : { profile }) },
  )();
};

/** The region of the EC2 instance that we run on, else us-east-1; off EC2 this can take a second. */
export const instanceRegion = async (): Promise<string> => {
  const ask = NODE_REGION_CONFIG_OPTIONS.default;
  if (typeof ask !== 'function') return DEFAULT_REGION;
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.message === 'Region is missing') return DEFAULT_REGION;
    throw error;
  }
};
