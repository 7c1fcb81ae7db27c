-- int_method_bands: the band in which a body's unrounded points lie; the lower edge belongs to the band
select
    scores.edition_code,
    scores.framework_code,
    scores.framework_edition,
    scores.entity_code,
    scores.entity_type,
    scores.node_code,
    scores.basis,
    scores.score,
    bands.band_code,
    bands.ordinal
from {{ ref('int_method_scores') }} as scores
inner join {{ ref('stg_framework__bands') }} as bands
    on bands.framework_code = scores.framework_code
    and bands.framework_edition = scores.framework_edition
    and bands.node_code = scores.node_code
    and (bands.from_value is null or scores.score >= bands.from_value)
    and (bands.below_value is null or scores.score < bands.below_value)
