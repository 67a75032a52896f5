import { Button, Label, Tag, TagGroup, TagList, Text } from 'react-aria-components';
import { useText } from '../text';
import { Icon } from './icon';

/** The terms, each to be chosen for a change or removed: by pointer, arrow keys, Enter and Delete. */
export function KeyTermsList(props: {
  terms: readonly string[];
  isDisabled: boolean;
  /** The term that is being changed. */
  chosen: string | null;
  onChoose: (term: string | null) => void;
  onRemove: (terms: readonly string[]) => void;
}) {
  const t = useText();
  return (
    <TagGroup
      className="term-group"
      selectionMode={props.isDisabled ? 'none' : 'single'}
      selectedKeys={props.chosen === null ? [] : [props.chosen]}
      disabledKeys={props.isDisabled ? props.terms : []}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        props.onChoose(typeof key === 'string' ? key : null);
      }}
      {...(!props.isDisabled && {
        onRemove: (keys) => {
          props.onRemove([...keys].map(String));
        },
      })}
    >
      <Label className="visually-hidden">{t('speech.terms.list')}</Label>
      <TagList
        className="term-list"
        renderEmptyState={() => <span className="row-description">{t('speech.terms.empty')}</span>}
      >
        {props.terms.map((term) => (
          <Tag key={term} id={term} textValue={term} className="term">
            <bdi>{term}</bdi>
            {!props.isDisabled && (
              <Button slot="remove" className="term-remove" aria-label={t('speech.terms.remove', { term })}>
                <Icon name="close" />
              </Button>
            )}
          </Tag>
        ))}
      </TagList>
      {props.terms.length > 0 && !props.isDisabled && (
        <Text slot="description" className="row-description">
          {t('speech.terms.list.description')}
        </Text>
      )}
    </TagGroup>
  );
}
