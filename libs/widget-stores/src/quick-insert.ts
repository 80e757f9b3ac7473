/**
 * A create is quick when it has made its widget this soon after its request began to be read: only then may it do without
 * looking whether its request object is still there. A delete waits as long before it removes the widget. More would hold
 * up deletes, less would make creates of a busy consumer look, one call more each: a request in one of fifty slots takes
 * 150 ms when 330 a second go through.
 */
export const QUICK_MS = 500;

/** Timers may fire a millisecond early, by the clock that tells how quick an insert was. */
const TIMER_MS = 10;

/** After this time, counted from the end of an object's deletion, no create that had read the object can be quick. */
export const NONE_IS_QUICK_MS = QUICK_MS + TIMER_MS;
