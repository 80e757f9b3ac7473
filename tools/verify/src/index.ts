export { compareWidgets, type Difference } from './compare-widgets';
export { expectedWidgets, type PlaceOf } from './expected-widgets';
export { readRequestFolder, readRequestLines, validRequests } from './read-requests';
export { readBucketWidgets, readTableWidgets } from './read-widgets';
