/** The project's address for users, from Cargo.toml. */
declare const __REPOSITORY__: string;
