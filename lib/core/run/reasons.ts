/** Reasons on legs (`failureCode`) that decide what may follow. The others are words for people. */

/** The platform decides about its escrow, or has decided. */
export const DISPUTED = "DISPUTED";
/** The platform gave a part of its money to the agent: whoever is asked again would be paid as well. */
export const ESCROW_SPLIT = "ESCROW_SPLIT";
/** A stage that was to be through before it has failed. */
export const EARLIER_STAGE_FAILED = "EARLIER_STAGE_FAILED";
/** A stage that it was to be paid after has failed. */
export const LATER_STAGE_FAILED = "LATER_STAGE_FAILED";
/** It was funded too early once; from then on it is funded when its turn comes. */
export const TIMED_OUT_BEFORE_ITS_TURN = "TIMED_OUT_BEFORE_ITS_TURN";
