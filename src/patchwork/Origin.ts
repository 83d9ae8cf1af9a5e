/** Where an upstream answer came from; errors name it. */
export interface Origin {
  readonly instance: string;
  /** Method and path, for example `GET /api/1.3/patches/7/`. */
  readonly request: string;
}
