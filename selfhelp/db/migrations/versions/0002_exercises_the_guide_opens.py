"""exercises the guide opens

Revision ID: 0002
Revises: 0001
"""
import sqlalchemy as sa
from alembic import op

from selfhelp.db.append_only import create_statements, drop_statements
from selfhelp.db.base import UtcDateTime


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

APPEND_ONLY = ("exercise_opening",)


def upgrade() -> None:
    op.create_table('exercise_opening',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('treatment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.String(length=40), nullable=False),
    sa.Column('lesson_id', sa.String(length=40), nullable=False),
    sa.Column('exercise_id', sa.String(length=40), nullable=False),
    sa.Column('opened', sa.Boolean(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_exercise_opening_by_id_person')),
    sa.ForeignKeyConstraint(['treatment_id'], ['treatment.id'], name=op.f('fk_exercise_opening_treatment_id_treatment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercise_opening')),
    sa.UniqueConstraint('treatment_id', 'number', name=op.f('uq_exercise_opening_treatment_id_number'))
    )
    for statement in create_statements(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    for statement in drop_statements(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    op.drop_table('exercise_opening')
