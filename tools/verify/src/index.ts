export { compareWidgets, type Difference } from './compare-widgets';
export { expectedWidgets, type PlaceOf } from './expected-widgets';
export type { Finding, RequestReference } from './explain-differences';
export { judge, type IgnoredRequest, type Verdict } from './judge';
export { bucketStore, tableStore, type JudgedStore } from './judged-store';
export { readRequestFolder, readRequestLines, readRequests, validRequests } from './read-requests';
export { readBucketWidgets, readTableWidgets } from './read-widgets';
export { describeFinding } from './report/text-report';
export { RULES, type Rule } from './rules';
