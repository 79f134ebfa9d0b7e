/** Holds the session's token (256 random bits); the database holds only its SHA-256. */
export const sessionCookie = 'moothall';

/** Holds a random text before anyone is signed in; the sign-in form carries a token made of it. */
export const beforeSignInCookie = 'moothall-before';
