/** The description of the HTTP API, as a server of this version serves it. */
export async function openApi(version: string): Promise<object> {
  const { openApiDocument } = await import('./api/openapi-document.ts');
  const { addSignInRoutes } = await import('./signins/sign-in-routes.ts');
  const { NO_SIGN_INS } = await import('./signins/no-sign-ins.ts');
  return openApiDocument(version, [(app) => addSignInRoutes(app, NO_SIGN_INS)]);
}
