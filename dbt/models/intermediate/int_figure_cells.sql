-- int_figure_cells: where the figure of a node is told: the cell of its value, else of its first input
with told as (
    select
        figures.edition_code, figures.entity_code, figures.basis, node_inputs.node_code, figures.cell_id,
        figures.text_printed,
        row_number() over (
            partition by figures.edition_code, figures.entity_code, figures.basis, node_inputs.node_code
            order by case node_inputs.role when 'value' then 1 else 2 end, node_inputs.ordinal,
                figures.cell_id collate "C"
        ) as place
    from {{ ref('int_input_figures') }} as figures
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = figures.edition_code
    inner join {{ ref('stg_framework__node_inputs') }} as node_inputs
        on node_inputs.framework_code = editions.framework_code
        and node_inputs.framework_edition = editions.framework_edition
        and node_inputs.input_key = figures.input_key
)

select edition_code, entity_code, basis, node_code, cell_id, text_printed
from told
where place = 1
