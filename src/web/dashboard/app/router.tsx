import {
  createBrowserHistory,
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  notFound,
  redirect,
} from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isDatabaseId } from '../../../databaseId.js';
import {
  activitySchema,
  compareSearchSchema,
  goSchema,
  projectSearchSchema,
  queueSearchSchema,
  searchPageSchema,
  seriesSearchSchema,
} from '../pages/addresses.js';
import { QueuePage } from '../pages/queue/QueuePage.js';
import { Empty } from '../parts/states.js';
import { loadPart } from './loadPart.js';
import { page } from './page.js';
import { PageFailure } from './PageFailure.js';
import { Shell } from './Shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage });

const parent = { getParentRoute: () => root };

/** @throws what makes the router show `NoSuchPage`, for what is not the number of an object. */
function requireNumber(number: string): void {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router takes it
  if (!isDatabaseId(Number(number))) throw notFound();
}

/** A page whose file is loaded when it is opened. */
const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(() => loadPart(load), name);

// Each by itself, since TypeScript does not infer the search of routes that stand in a list.
const home = createRoute({
  ...parent,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router redirects
    throw redirect({ to: '/queue', search: {}, replace: true });
  },
});
const queue = createRoute({
  ...parent,
  path: '/queue',
  validateSearch: queueSearchSchema,
  component: QueuePage,
});
const series = createRoute({
  ...parent,
  path: '/s/$instance/$number',
  beforeLoad: ({ params }) => {
    requireNumber(params.number);
  },
  validateSearch: seriesSearchSchema,
  component: lazyPage(() => import('../pages/series/SeriesPage.js'), 'SeriesPage'),
});
const compare = createRoute({
  ...parent,
  path: '/s/$instance/$number/compare',
  beforeLoad: ({ params }) => {
    requireNumber(params.number);
  },
  validateSearch: compareSearchSchema,
  component: lazyPage(() => import('../pages/ComparePage.js'), 'ComparePage'),
});
const patch = createRoute({
  ...parent,
  path: '/p/$instance/$number',
  beforeLoad: ({ params }) => {
    requireNumber(params.number);
  },
  component: lazyPage(() => import('../pages/patch/PatchPage.js'), 'PatchPage'),
});
const search = createRoute({
  ...parent,
  path: '/search',
  validateSearch: searchPageSchema,
  component: lazyPage(() => import('../pages/search/SearchPage.js'), 'SearchPage'),
});
const project = createRoute({
  ...parent,
  path: '/projects/$instance/$project',
  validateSearch: projectSearchSchema,
  component: lazyPage(() => import('../pages/ProjectPage.js'), 'ProjectPage'),
});
const activity = createRoute({
  ...parent,
  path: '/activity',
  validateSearch: activitySchema,
  component: lazyPage(() => import('../pages/ActivityPage.js'), 'ActivityPage'),
});
const settings = createRoute({
  ...parent,
  path: '/settings',
  component: lazyPage(() => import('../pages/SettingsPage.js'), 'SettingsPage'),
});
const go = createRoute({
  ...parent,
  path: '/go',
  validateSearch: goSchema,
  component: lazyPage(() => import('../pages/GoPage.js'), 'GoPage'),
});

/** The pages and their addresses. */

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      home,
      queue,
      series,
      compare,
      patch,
      search,
      project,
      activity,
      settings,
      go,
    ]),
    // A host of files knows no addresses below the page: there they stand behind a #.
    history: page.isStandalone ? createHashHistory() : createBrowserHistory(),
    basepath: page.basePath,
    defaultPreload: false,
    scrollRestoration: true,
    defaultErrorComponent: PageFailure,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

function NoSuchPage(): ReactElement {
  return (
    <Empty heading="No such page">
      Nothing has this address.{' '}
      <Link to="/queue" search={{}} className="text-accent underline">
        To the queue
      </Link>
    </Empty>
  );
}
