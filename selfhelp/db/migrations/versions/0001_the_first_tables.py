"""the first tables

Revision ID: 0001
Revises: 
"""
import sqlalchemy as sa
from alembic import op

from selfhelp.db.append_only import create_function, create_statements, drop_function, drop_statements
from selfhelp.db.base import UtcDateTime


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "audit_event", "call_request", "confirmation", "entry", "feedback", "feedback_move", "feedback_withdrawal",
    "letter_opening", "module_version", "mood", "patient_letter", "sharing", "sleep_window",
)


def upgrade() -> None:
    op.create_table('audit_event',
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('actor_role', sa.String(length=40), nullable=True),
    sa.Column('team_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('outcome', sa.String(length=40), nullable=False),
    sa.Column('ground', sa.String(length=40), nullable=True),
    sa.Column('patient_id', sa.Uuid(), nullable=True),
    sa.Column('object_kind', sa.String(length=40), nullable=True),
    sa.Column('object_id', sa.Text(), nullable=True),
    sa.Column('patient_ids', sa.Text(), nullable=True),
    sa.Column('address', sa.String(length=45), nullable=True),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index('ix_audit_event_actor', ['actor_id', 'at'], unique=False)
        batch_op.create_index('ix_audit_event_patient', ['patient_id', 'at'], unique=False)

    op.create_table('lease',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('owner', sa.String(length=80), nullable=False),
    sa.Column('until', UtcDateTime(timezone=True), nullable=False),
    sa.Column('beat_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    op.create_table('person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('email_hash', sa.String(length=64), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.Column('birth_date', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('password_changed_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('reminders', sa.Boolean(), nullable=False),
    sa.Column('reminder_hour', sa.Integer(), nullable=False),
    sa.Column('leave_button', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state in ('invited', 'active', 'closed')", name=op.f('ck_person_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email_hash', name=op.f('uq_person_email_hash'))
    )
    op.create_table('rate_window',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('ends_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_rate_window'))
    )
    with op.batch_alter_table('rate_window', schema=None) as batch_op:
        batch_op.create_index('ix_rate_window_ends_at', ['ends_at'], unique=False)

    op.create_table('team',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('slug', name=op.f('uq_team_slug'))
    )
    op.create_table('data_key',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('wrapping_key', sa.String(length=40), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=True),
    sa.Column('destroyed_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_data_key_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_data_key'))
    )
    op.create_table('module_edition',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('files', sa.Text(), nullable=False),
    sa.Column('base', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['changed_by'], ['person.id'], name=op.f('fk_module_edition_changed_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_edition')),
    sa.UniqueConstraint('module_id', name=op.f('uq_module_edition_module_id'))
    )
    op.create_table('module_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('source_hash', sa.String(length=64), nullable=False),
    sa.Column('for_everyone', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('published_by', sa.Uuid(), nullable=True),
    sa.Column('published_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['published_by'], ['person.id'], name=op.f('fk_module_version_published_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_version')),
    sa.UniqueConstraint('module_id', 'number', name=op.f('uq_module_version_module_id_number'))
    )
    op.create_table('one_time_token',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind in ('invitation', 'reset')", name=op.f('ck_one_time_token_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_one_time_token_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_token_token_hash'))
    )
    with op.batch_alter_table('one_time_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_token_person_id'), ['person_id'], unique=False)

    op.create_table('outbox_mail',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('once', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('not_before', UtcDateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('claimed_by', sa.String(length=80), nullable=True),
    sa.Column('claimed_until', UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=40), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outbox_mail_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('once', name=op.f('uq_outbox_mail_once'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_mail_next', ['state', 'next_try_at'], unique=False)

    op.create_table('role_grant',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('team_id', sa.Uuid(), nullable=True),
    sa.Column('granted_by', sa.Uuid(), nullable=True),
    sa.Column('granted_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['granted_by'], ['person.id'], name=op.f('fk_role_grant_granted_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_grant_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_role_grant_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_person_id'), ['person_id'], unique=False)

    op.create_table('treatment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('team_id', sa.Uuid(), nullable=False),
    sa.Column('referred_on', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('feedback_weekday', sa.Integer(), nullable=False),
    sa.Column('last_seen_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.String(length=40), nullable=True),
    sa.Column('end_note', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('feedback_weekday between 0 and 6', name=op.f('ck_treatment_weekday')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_treatment_patient_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_treatment_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_treatment'))
    )
    with op.batch_alter_table('treatment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_treatment_patient_id'), ['patient_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_treatment_team_id'), ['team_id'], unique=False)
        batch_op.create_index('uq_treatment_open', ['patient_id'], unique=True, sqlite_where=sa.text('ended_on is null'), postgresql_where=sa.text('ended_on is null'))

    op.create_table('used_key',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('used_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_used_key_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'key', name=op.f('pk_used_key'))
    )
    op.create_table('auth_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('grant_id', sa.Uuid(), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_here_on', sa.Date(), nullable=True),
    sa.CheckConstraint("state in ('active', 'expired', 'ended')", name=op.f('ck_auth_session_state')),
    sa.ForeignKeyConstraint(['grant_id'], ['role_grant.id'], name=op.f('fk_auth_session_grant_id_role_grant')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_auth_session_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_auth_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_auth_session_token_hash'))
    )
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_auth_session_person_id'), ['person_id'], unique=False)

    op.create_table('call_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_call_request_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_call_request_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_request'))
    )
    with op.batch_alter_table('call_request', schema=None) as batch_op:
        batch_op.create_index('ix_call_request_treatment', ['treatment_id', 'asked_at'], unique=False)

    op.create_table('confirmation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.String(length=40), nullable=False),
    sa.Column('text_version', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_confirmation_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmation')),
    sa.UniqueConstraint('treatment_id', 'what', 'text_version', name=op.f('uq_confirmation_treatment_id_what_text_version'))
    )
    op.create_table('draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('writer_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_draft_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_draft_treatment_id_treatment')),
    sa.ForeignKeyConstraint(['writer_id'], ['person.id'], name=op.f('fk_draft_writer_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('treatment_id', 'writer_id', 'place', name=op.f('uq_draft_treatment_id_writer_id_place'))
    )
    op.create_table('entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('module_version_id', sa.Uuid(), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('exercise_id', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('thread_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('asks', sa.Boolean(), nullable=False),
    sa.Column('written_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['module_version_id'], ['module_version.id'], name=op.f('fk_entry_module_version_id_module_version')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_entry_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_entry_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry')),
    sa.UniqueConstraint('thread_id', 'revision', name=op.f('uq_entry_thread_id_revision'))
    )
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.create_index('ix_entry_place', ['treatment_id', 'exercise_id', 'written_at'], unique=False)

    op.create_table('feedback',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('reached', sa.Boolean(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('next_contact_on', sa.Date(), nullable=True),
    sa.Column('given_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('visible_from', UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind in ('letter', 'phone', 'video', 'in-person', 'read')", name=op.f('ck_feedback_kind')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_feedback_author_id_person')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_feedback_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_feedback_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback'))
    )
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.create_index('ix_feedback_treatment', ['treatment_id', 'given_at'], unique=False)

    op.create_table('feedback_move',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('moved_to', sa.Date(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('moved_by', sa.Uuid(), nullable=False),
    sa.Column('moved_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moved_by'], ['person.id'], name=op.f('fk_feedback_move_moved_by_person')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_feedback_move_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_feedback_move_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_move'))
    )
    with op.batch_alter_table('feedback_move', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_move_treatment_id'), ['treatment_id'], unique=False)

    op.create_table('guide_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('guide_id', sa.Uuid(), nullable=False),
    sa.Column('from_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('to_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('assigned_by', sa.Uuid(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['assigned_by'], ['person.id'], name=op.f('fk_guide_assignment_assigned_by_person')),
    sa.ForeignKeyConstraint(['guide_id'], ['person.id'], name=op.f('fk_guide_assignment_guide_id_person')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_guide_assignment_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_guide_assignment_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide_assignment'))
    )
    with op.batch_alter_table('guide_assignment', schema=None) as batch_op:
        batch_op.create_index('ix_guide_assignment_guide', ['guide_id', 'to_at'], unique=False)
        batch_op.create_index('uq_guide_assignment_current', ['treatment_id'], unique=True, sqlite_where=sa.text('to_at is null'), postgresql_where=sa.text('to_at is null'))

    op.create_table('lesson_opinion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('helped', sa.String(length=40), nullable=False),
    sa.Column('said_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_lesson_opinion_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_opinion')),
    sa.UniqueConstraint('treatment_id', 'module_id', 'lesson_id', name=op.f('uq_lesson_opinion_treatment_id_module_id_lesson_id'))
    )
    with op.batch_alter_table('lesson_opinion', schema=None) as batch_op:
        batch_op.create_index('ix_lesson_opinion_module', ['module_id', 'lesson_id'], unique=False)

    op.create_table('lesson_progress',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('module_version_id', sa.Uuid(), nullable=True),
    sa.Column('opened_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('page', sa.Integer(), nullable=False),
    sa.Column('finished_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('finished_short', sa.Boolean(), nullable=False),
    sa.Column('unlocked_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('unlocked_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['module_version_id'], ['module_version.id'], name=op.f('fk_lesson_progress_module_version_id_module_version')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_lesson_progress_treatment_id_treatment')),
    sa.ForeignKeyConstraint(['unlocked_by'], ['person.id'], name=op.f('fk_lesson_progress_unlocked_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_progress')),
    sa.UniqueConstraint('treatment_id', 'module_id', 'lesson_id', name=op.f('uq_lesson_progress_treatment_id_module_id_lesson_id'))
    )
    op.create_table('module_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('from_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('to_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('assigned_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['assigned_by'], ['person.id'], name=op.f('fk_module_assignment_assigned_by_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_module_assignment_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_assignment'))
    )
    with op.batch_alter_table('module_assignment', schema=None) as batch_op:
        batch_op.create_index('uq_module_assignment_current', ['treatment_id'], unique=True, sqlite_where=sa.text('to_at is null'), postgresql_where=sa.text('to_at is null'))

    op.create_table('mood',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('noted_at', UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('value between 1 and 5', name=op.f('ck_mood_value')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_mood_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_mood_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mood'))
    )
    with op.batch_alter_table('mood', schema=None) as batch_op:
        batch_op.create_index('ix_mood_day', ['treatment_id', 'on_date'], unique=False)

    op.create_table('patient_letter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=False),
    sa.Column('sent_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_patient_letter_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_patient_letter_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_patient_letter'))
    )
    with op.batch_alter_table('patient_letter', schema=None) as batch_op:
        batch_op.create_index('ix_patient_letter_treatment', ['treatment_id', 'sent_at'], unique=False)

    op.create_table('pause',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('returns_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('returns_on > from_on', name=op.f('ck_pause_order')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_pause_made_by_person')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_pause_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_pause_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pause'))
    )
    with op.batch_alter_table('pause', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pause_treatment_id'), ['treatment_id'], unique=False)

    op.create_table('sleep_window',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=40), nullable=False),
    sa.Column('stop', sa.String(length=40), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('by_role', sa.String(length=40), nullable=False),
    sa.Column('details', sa.LargeBinary(), nullable=True),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("step in ('proposed', 'supervisor_agreed', 'guide_agreed', 'patient_agreed', 'declined', 'suspended', 'reopened')", name=op.f('ck_sleep_window_step')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_sleep_window_by_id_person')),
    sa.ForeignKeyConstraint(['patient_id'], ['person.id'], name=op.f('fk_sleep_window_patient_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_sleep_window_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sleep_window')),
    sa.UniqueConstraint('treatment_id', 'number', name=op.f('uq_sleep_window_treatment_id_number'))
    )
    op.create_table('step_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('from_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('to_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.Uuid(), nullable=False),
    sa.CheckConstraint('step between 1 and 3', name=op.f('ck_step_assignment_step')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_step_assignment_decided_by_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_step_assignment_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step_assignment'))
    )
    with op.batch_alter_table('step_assignment', schema=None) as batch_op:
        batch_op.create_index('uq_step_assignment_current', ['treatment_id'], unique=True, sqlite_where=sa.text('to_at is null'), postgresql_where=sa.text('to_at is null'))

    op.create_table('feedback_withdrawal',
    sa.Column('feedback_id', sa.Uuid(), nullable=False),
    sa.Column('withdrawn_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['feedback_id'], ['feedback.id'], name=op.f('fk_feedback_withdrawal_feedback_id_feedback')),
    sa.PrimaryKeyConstraint('feedback_id', name=op.f('pk_feedback_withdrawal'))
    )
    op.create_table('letter_opening',
    sa.Column('feedback_id', sa.Uuid(), nullable=False),
    sa.Column('opened_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['feedback_id'], ['feedback.id'], name=op.f('fk_letter_opening_feedback_id_feedback')),
    sa.PrimaryKeyConstraint('feedback_id', name=op.f('pk_letter_opening'))
    )
    op.create_table('sharing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('entry_id', sa.Uuid(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('shared_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_sharing_entry_id_entry')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_sharing_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sharing'))
    )
    with op.batch_alter_table('sharing', schema=None) as batch_op:
        batch_op.create_index('ix_sharing_entry', ['entry_id', 'shared_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sharing_treatment_id'), ['treatment_id'], unique=False)

    dialect = op.get_bind().dialect.name
    for statement in (*create_function(dialect), *create_statements(dialect, APPEND_ONLY)):
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in (*drop_statements(dialect, APPEND_ONLY), *drop_function(dialect)):
        op.execute(statement)
    with op.batch_alter_table('sharing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sharing_treatment_id'))
        batch_op.drop_index('ix_sharing_entry')

    op.drop_table('sharing')
    op.drop_table('letter_opening')
    op.drop_table('feedback_withdrawal')
    with op.batch_alter_table('step_assignment', schema=None) as batch_op:
        batch_op.drop_index('uq_step_assignment_current', sqlite_where=sa.text('to_at is null'), postgresql_where=sa.text('to_at is null'))

    op.drop_table('step_assignment')
    op.drop_table('sleep_window')
    with op.batch_alter_table('pause', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pause_treatment_id'))

    op.drop_table('pause')
    with op.batch_alter_table('patient_letter', schema=None) as batch_op:
        batch_op.drop_index('ix_patient_letter_treatment')

    op.drop_table('patient_letter')
    with op.batch_alter_table('mood', schema=None) as batch_op:
        batch_op.drop_index('ix_mood_day')

    op.drop_table('mood')
    with op.batch_alter_table('module_assignment', schema=None) as batch_op:
        batch_op.drop_index('uq_module_assignment_current', sqlite_where=sa.text('to_at is null'), postgresql_where=sa.text('to_at is null'))

    op.drop_table('module_assignment')
    op.drop_table('lesson_progress')
    with op.batch_alter_table('lesson_opinion', schema=None) as batch_op:
        batch_op.drop_index('ix_lesson_opinion_module')

    op.drop_table('lesson_opinion')
    with op.batch_alter_table('guide_assignment', schema=None) as batch_op:
        batch_op.drop_index('uq_guide_assignment_current', sqlite_where=sa.text('to_at is null'), postgresql_where=sa.text('to_at is null'))
        batch_op.drop_index('ix_guide_assignment_guide')

    op.drop_table('guide_assignment')
    with op.batch_alter_table('feedback_move', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_move_treatment_id'))

    op.drop_table('feedback_move')
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_index('ix_feedback_treatment')

    op.drop_table('feedback')
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.drop_index('ix_entry_place')

    op.drop_table('entry')
    op.drop_table('draft')
    op.drop_table('confirmation')
    with op.batch_alter_table('call_request', schema=None) as batch_op:
        batch_op.drop_index('ix_call_request_treatment')

    op.drop_table('call_request')
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_auth_session_person_id'))

    op.drop_table('auth_session')
    op.drop_table('used_key')
    with op.batch_alter_table('treatment', schema=None) as batch_op:
        batch_op.drop_index('uq_treatment_open', sqlite_where=sa.text('ended_on is null'), postgresql_where=sa.text('ended_on is null'))
        batch_op.drop_index(batch_op.f('ix_treatment_team_id'))
        batch_op.drop_index(batch_op.f('ix_treatment_patient_id'))

    op.drop_table('treatment')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_person_id'))

    op.drop_table('role_grant')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_mail_next')

    op.drop_table('outbox_mail')
    with op.batch_alter_table('one_time_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_token_person_id'))

    op.drop_table('one_time_token')
    op.drop_table('module_version')
    op.drop_table('module_edition')
    op.drop_table('data_key')
    op.drop_table('team')
    with op.batch_alter_table('rate_window', schema=None) as batch_op:
        batch_op.drop_index('ix_rate_window_ends_at')

    op.drop_table('rate_window')
    op.drop_table('person')
    op.drop_table('lease')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_event_patient')
        batch_op.drop_index('ix_audit_event_actor')

    op.drop_table('audit_event')
