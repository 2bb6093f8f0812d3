import { APIError, createAuthEndpoint } from 'better-auth/api';
import { z } from 'zod';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import { answeredPage, reviewPage } from '../review/review-page.ts';
import { confirmLogged, reportLogged } from '../review/report-sign-in.ts';
import { readReview, REVIEW_TOKEN_CHARS_MAX } from '../review/review-token.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { answerOnce, findSignIn, reopenAnswer } from '../store/sign-in-log.ts';

const token = z.string().max(REVIEW_TOKEN_CHARS_MAX);
const Answer = z.object({ token, answer: z.enum(['yes', 'no']) });

const FORM = 'application/x-www-form-urlencoded';

/** "Was this you?": the link shows a page, whatever it holds; only its buttons do something. */
export function reviewRoutes(runtime: Runtime) {
  return {
    vedetteReviewPage: createAuthEndpoint(
      '/vedette/review',
      { method: 'GET', query: z.object({ token }) },
      // The same page for every token, valid or not: it looks nothing up.
      async (ctx) => reviewPage(ctx.query.token),
    ),
    vedetteReview: createAuthEndpoint(
      '/vedette/review',
      {
        method: 'POST',
        body: Answer,
        metadata: { allowedMediaTypes: [FORM, 'application/json'], noStore: true },
      },
      async (ctx) => {
        const { answer } = ctx.body;
        const { secret, adapter } = ctx.context;
        const reference = readReview(secret, ctx.body.token, runtime.nowMs());
        const signIn = reference === null ? null : await findSignIn(adapter, reference);
        if (signIn === null || !(await answerOnce(adapter, signIn.reference, answer)))
          throw APIError.from('BAD_REQUEST', VEDETTE_ERROR_CODES.REVIEW_INVALID);
        try {
          if (answer === 'yes') await confirmLogged(ctx, runtime, signIn);
          else await reportLogged(ctx, runtime, signIn, 'link');
        } catch (error) {
          // "This wasn't me" must not be used up by a store that was down for a moment.
          await reopenAnswer(adapter, signIn.reference);
          throw error;
        }
        const isForm = ctx.headers?.get('content-type')?.startsWith(FORM) === true;
        return isForm ? answeredPage(answer) : ctx.json({ answer });
      },
    ),
  };
}
