import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { NamedPlace } from './placeOfHit.js';

/** A name that leads to its page; the name alone where no page shows it. */
export function PlaceLink({ name, place }: NamedPlace): ReactElement {
  const className = 'text-accent hover:underline';
  if (place === null) return <bdi>{name}</bdi>;
  switch (place.page) {
    case 'patch':
      return (
        <Link
          to="/p/$instance/$number"
          params={{ instance: place.instance, number: String(place.number) }}
          className={className}
        >
          <bdi>{name}</bdi>
        </Link>
      );
    case 'series':
      return (
        <Link
          to="/s/$instance/$number"
          params={{ instance: place.instance, number: String(place.number) }}
          search={place.tab === undefined ? {} : { tab: place.tab }}
          className={className}
        >
          <bdi>{name}</bdi>
        </Link>
      );
    case 'project':
      return (
        <Link
          to="/projects/$instance/$project"
          params={{ instance: place.instance, project: place.linkName }}
          search={{}}
          className={className}
        >
          <bdi>{name}</bdi>
        </Link>
      );
    case 'search':
      return (
        <Link to="/search" search={{ q: place.query }} className={className}>
          <bdi>{name}</bdi>
        </Link>
      );
  }
}
