"""the training

Revision ID: 0003
Revises: 0001
"""
import sqlalchemy as sa
from alembic import op

from selfhelp.db.append_only import create_statements, drop_statements
from selfhelp.db.base import UtcDateTime


revision = '0003'
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = ("training_attempt", "training_pass")


def upgrade() -> None:
    op.create_table('training_lesson',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('page', sa.Integer(), nullable=False),
    sa.Column('finished_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_training_lesson_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_lesson')),
    sa.UniqueConstraint('person_id', 'module_id', 'lesson_id', name=op.f('uq_training_lesson_person_id_module_id_lesson_id'))
    )
    op.create_table('training_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('exercise_id', sa.String(length=40), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_training_note_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_note')),
    sa.UniqueConstraint('person_id', 'module_id', 'lesson_id', 'exercise_id', name=op.f('uq_training_note_person_id_module_id_lesson_id_exercise_id'))
    )
    op.create_table('training_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('module_version_id', sa.Uuid(), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('exercise_id', sa.String(length=40), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['module_version_id'], ['module_version.id'], name=op.f('fk_training_attempt_module_version_id_module_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_training_attempt_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_attempt'))
    )
    with op.batch_alter_table('training_attempt', schema=None) as batch_op:
        batch_op.create_index('ix_training_attempt_person', ['person_id', 'module_id', 'at'], unique=False)

    op.create_table('training_pass',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('module_version_id', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['module_version_id'], ['module_version.id'], name=op.f('fk_training_pass_module_version_id_module_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_training_pass_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_pass'))
    )
    with op.batch_alter_table('training_pass', schema=None) as batch_op:
        batch_op.create_index('ix_training_pass_person', ['person_id', 'module_id'], unique=False)

    for statement in create_statements(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    for statement in drop_statements(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    with op.batch_alter_table('training_pass', schema=None) as batch_op:
        batch_op.drop_index('ix_training_pass_person')

    op.drop_table('training_pass')
    with op.batch_alter_table('training_attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_training_attempt_person')

    op.drop_table('training_attempt')
    op.drop_table('training_note')
    op.drop_table('training_lesson')
