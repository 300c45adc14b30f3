/** Style sheets go into the bundle's own, beside its script. */
declare module '*.css';
