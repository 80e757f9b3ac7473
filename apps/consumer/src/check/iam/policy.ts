import type { Grant } from './grants';

/** The grants as an IAM policy, see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. */
export const policyOf = (grants: readonly Grant[]) => ({
  Version: '2012-10-17',
  Statement: grants.map(({ sid, actions, resources }) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  })),
});
